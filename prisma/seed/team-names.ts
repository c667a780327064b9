export type Division = {
  name: string;
  /** Share of the company, relative to the others. */
  weight: number;
  /** How likely somebody there writes software. */
  developers: number;
  /** How likely somebody there works outside China. */
  abroad: number;
  departments: readonly string[];
};

const list = (words: string) => words.split(", ");

export const DIVISIONS: readonly Division[] = [
  {
    name: "Commerce",
    weight: 11,
    developers: 0.42,
    abroad: 0.05,
    departments: list(
      "Search, Recommendations, Marketplace, Checkout, Merchant Tools, Advertising, Live Shopping, Pricing, Catalogue, Customer Care, Promotions, Returns",
    ),
  },
  {
    name: "Cloud",
    weight: 11,
    developers: 0.62,
    abroad: 0.06,
    departments: list(
      "Compute, Storage, Networking, Databases, Containers, Edge, Build Infrastructure, Observability, Developer Platform, Metering, Solutions, Support",
    ),
  },
  {
    name: "Security",
    weight: 3,
    developers: 0.4,
    abroad: 0.06,
    departments: list("Detection and Response, Application Security, Endpoint Security, Identity, Risk and Governance, Offensive Testing"),
  },
  {
    name: "Payments",
    weight: 8,
    developers: 0.4,
    abroad: 0.06,
    departments: list("Wallet, Fraud, Settlement, Acquiring, Credit, Financial Compliance, Cross-border, Ledger, Bills, Cards"),
  },
  {
    name: "Logistics",
    weight: 9,
    developers: 0.16,
    abroad: 0.04,
    departments: list(
      "Routing, Warehousing, Last Mile, Freight, Forecasting, Parcel Tracking, Network Planning, Cold Chain, Customs, Pick-up Points",
    ),
  },
  {
    name: "Maps",
    weight: 5,
    developers: 0.5,
    abroad: 0.02,
    departments: list("Navigation, Places, Traffic, Imagery, Mobility, Positioning, Map Data, Automotive"),
  },
  {
    name: "Media",
    weight: 7,
    developers: 0.28,
    abroad: 0.05,
    departments: list("Video, Music, Streaming, Creator Tools, Content Safety, Subtitles, Rights, Studios, Sports, Reading"),
  },
  {
    name: "Games",
    weight: 5,
    developers: 0.5,
    abroad: 0.06,
    departments: list("Engine, Studio North, Studio South, Live Operations, Anti-cheat, Art, Publishing, Audio"),
  },
  {
    name: "Workplace",
    weight: 6,
    developers: 0.55,
    abroad: 0.04,
    departments: list("Messaging, Meetings, Documents, Calendar, Workflow, Mobile Clients, Desktop Clients, Open Platform, Mail"),
  },
  {
    name: "Devices",
    weight: 5,
    developers: 0.3,
    abroad: 0.04,
    departments: list("Firmware, Speakers, Displays, Supply, Quality Lab, Voice, Wearables, Robotics"),
  },
  {
    name: "Research",
    weight: 3,
    developers: 0.7,
    abroad: 0.12,
    departments: list("Language, Vision, Speech, Decision Systems, Chips, Privacy"),
  },
  {
    name: "Data",
    weight: 4,
    developers: 0.6,
    abroad: 0.04,
    departments: list("Warehouse, Pipelines, Experimentation, Metrics, Features, Data Governance, Notebooks"),
  },
  {
    name: "International",
    weight: 8,
    developers: 0.14,
    abroad: 0.88,
    departments: list("Southeast Asia, Europe, Americas, South Asia, Japan, Latin America, Partnerships, Localisation, Trade Services"),
  },
  {
    name: "Local Services",
    weight: 9,
    developers: 0.18,
    abroad: 0.01,
    departments: list("Food Delivery, Travel, Tickets, Home Services, Groceries, Ratings, Couriers, Hotels, Mobility Services, City Teams"),
  },
  {
    name: "Health",
    weight: 3,
    developers: 0.25,
    abroad: 0.01,
    departments: list("Pharmacy, Clinics, Records, Insurance, Devices Programme"),
  },
  {
    name: "Corporate",
    weight: 6,
    developers: 0.03,
    abroad: 0.06,
    departments: list("Finance, Human Resources, Legal, Internal Audit, Procurement, Facilities, Communications, Tax, Investor Relations"),
  },
];

/** Below a department. */
export const GROUPS = list(
  "Ranking, Platform, Quality, Growth, Operations, Mobile, Web, Infrastructure, Experience, Tools, Integrations, Analytics, Programmes, Partners, Planning, Services",
);

/** Below a group. */
export const UNITS = list(
  "Core, Reliability, Release, Interfaces, Models, Testing, Design, Insights, Automation, Performance, Delivery, Enablement, Accounts, Content, Standards",
);

/** Below a unit: the city of the squad. */
export const CITIES = list(
  "Hangzhou, Beijing, Shanghai, Shenzhen, Chengdu, Guangzhou, Wuhan, Nanjing, Xi'an, Singapore, Suzhou, Xiamen, Qingdao, Chongqing",
);
