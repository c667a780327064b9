export type Country = {
  code: string;
  /** Relative to the others, outside the teams that sit abroad. */
  weight: number;
  legalEntity: string;
  zone: string;
  locale: "en" | "zh-CN";
  /** Chinese names are written family name first. */
  familyFirst: boolean;
  given: readonly string[];
  family: readonly string[];
};

const list = (words: string) => words.split(" ");

const PINYIN_FAMILY = list(
  "Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song Zheng Xie Han Tang Feng Yu Dong Xiao Cheng Cao Yuan Deng Fu Shen Zeng Peng Lu Su Jiang Cai Jia Ding Wei Xue Ye Yan Pan Du Dai Xia Zhong Tian Ren Fan Fang Shi Yao Tan Liao Zou Xiong Jin Hao Kong Bai Cui Kang Mao Qiu Qin Gu Hou Shao Meng Long Wan Duan Lei Qian Yin Chang Qiao Lai Gong Wen Pang Ouyang",
);
const PINYIN_FIRST = list(
  "Xiao Jia Zi Yu Hao Jun Ming Xin Si Yi Wen Zhi Tian Ya Bo Jing Ruo Chen Hai Li Shu Qing Rui Jian Guo Yong Hui Zhen Mei Dong Yan Guang Ping Cheng Shao Ze Shi Ke Lan Nuo",
);
const PINYIN_LAST = list(
  "ming wei hua jie yan fei han xuan tong lei qi yuan ning hui peng fang xin bin rong yi zhen jun hao ping ying kai shan lin chao na yu yang lan bo cheng dong feng jing kun long min mei qin rui shu tao ting xia ya ze",
);
const PINYIN_SINGLE = list(
  "Wei Fang Na Min Jing Lei Qiang Yang Yong Jun Jie Juan Yan Tao Ming Chao Xia Ping Gang Hui Bo Ning Kai Fei Xin Peng Hao Yu Lin Bin Ting Xue Rui Qi Kun Han Cheng Meng Lu Yue",
);
// Common names come first: they are drawn more often.
const PINYIN_GIVEN = [
  ...PINYIN_SINGLE,
  ...PINYIN_FIRST.flatMap((first) => PINYIN_LAST.filter((last) => first.toLowerCase() !== last).map((last) => first + last)),
];

const ENGLISH = {
  given: list(
    "James Emma Daniel Olivia Michael Sarah David Laura Andrew Grace Thomas Emily Kevin Rachel Brian Hannah Steven Megan Eric Julia Paul Nicole Mark Alice Peter Claire Adam Sophie Jason Amy Ryan Helen Oliver Jack Ben Kate Samuel Ruth Nathan Zoe",
  ),
  family: list(
    "Smith Johnson Brown Taylor Miller Wilson Moore Clark Lewis Walker Young Hall Allen King Wright Scott Green Baker Adams Nelson Carter Mitchell Turner Phillips Campbell Parker Evans Edwards Collins Stewart Morris Murphy Cook Rogers Reed Bailey Cooper Ward Foster Hughes",
  ),
};

const CHINESE = { zone: "Asia/Shanghai", locale: "zh-CN", familyFirst: true, given: PINYIN_GIVEN, family: PINYIN_FAMILY } as const;
const ABROAD = { locale: "en", familyFirst: false } as const;

/** China first: `abroad` of a team shifts people behind it. */
export const COUNTRIES: readonly Country[] = [
  { code: "CN", weight: 1560, legalEntity: "Meridian (Hangzhou) Technology Co., Ltd.", ...CHINESE },
  { code: "CN", weight: 660, legalEntity: "Meridian Network (Shanghai) Co., Ltd.", ...CHINESE },
  { code: "CN", weight: 360, legalEntity: "Meridian Information (Shenzhen) Co., Ltd.", ...CHINESE },
  { ...CHINESE, code: "SG", weight: 22, legalEntity: "Meridian Singapore Pte. Ltd.", zone: "Asia/Singapore", locale: "en" },
  { code: "SG", weight: 14, legalEntity: "Meridian Singapore Pte. Ltd.", zone: "Asia/Singapore", ...ABROAD, ...ENGLISH },
  { code: "US", weight: 18, legalEntity: "Meridian US, Inc.", zone: "America/Los_Angeles", ...ABROAD, ...ENGLISH },
  { code: "US", weight: 10, legalEntity: "Meridian US, Inc.", zone: "America/New_York", ...ABROAD, ...ENGLISH },
  {
    code: "DE",
    weight: 13,
    legalEntity: "Meridian Deutschland GmbH",
    zone: "Europe/Berlin",
    ...ABROAD,
    given: list(
      "Anna Lukas Julia Felix Marie Jonas Sophie Paul Lena Maximilian Clara Leon Katharina Tobias Sabine Jürgen Stefan Petra Markus Ute Heike Bernd",
    ),
    family: list(
      "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Krüger Hofmann Lange Keller",
    ),
  },
  { code: "GB", weight: 11, legalEntity: "Meridian UK Ltd.", zone: "Europe/London", ...ABROAD, ...ENGLISH },
  {
    code: "JP",
    weight: 15,
    legalEntity: "Meridian Japan K.K.",
    zone: "Asia/Tokyo",
    ...ABROAD,
    given: list(
      "Haruto Yui Sota Aoi Ren Hina Yuto Sakura Kaito Rin Daiki Mei Takumi Nanami Kenji Yoko Hiroshi Keiko Makoto Ayumi Naoki Emi",
    ),
    family: list(
      "Sato Suzuki Takahashi Tanaka Watanabe Ito Yamamoto Nakamura Kobayashi Kato Yoshida Yamada Sasaki Yamaguchi Matsumoto Inoue Kimura Hayashi Shimizu Saito Mori Abe",
    ),
  },
  {
    code: "IN",
    weight: 22,
    legalEntity: "Meridian India Pvt. Ltd.",
    zone: "Asia/Kolkata",
    ...ABROAD,
    given: list(
      "Aarav Priya Rohan Ananya Vikram Neha Arjun Kavya Rahul Divya Sanjay Meera Aditya Pooja Karthik Lakshmi Nikhil Sneha Suresh Deepa Manish Ritu",
    ),
    family: list(
      "Sharma Patel Singh Kumar Gupta Reddy Iyer Nair Mehta Rao Joshi Desai Verma Chopra Menon Banerjee Das Kapoor Malhotra Bhat Pillai Shah",
    ),
  },
  {
    code: "BR",
    weight: 8,
    legalEntity: "Meridian Brasil Ltda.",
    zone: "America/Sao_Paulo",
    ...ABROAD,
    given: list(
      "João Maria Pedro Ana Lucas Beatriz Gabriel Larissa Rafael Camila Mateus Fernanda Thiago Juliana Bruno Patrícia Felipe Luana",
    ),
    family: list(
      "Silva Santos Oliveira Souza Lima Pereira Ferreira Costa Almeida Ribeiro Carvalho Gomes Martins Araújo Barbosa Rocha Dias Moreira",
    ),
  },
  {
    code: "ID",
    weight: 7,
    legalEntity: "PT Meridian Indonesia",
    zone: "Asia/Jakarta",
    ...ABROAD,
    given: list("Budi Siti Agus Dewi Andi Putri Rizky Ayu Hendra Ratna Bayu Indah Dimas Wulan Fajar Maya"),
    family: list("Santoso Wijaya Pratama Saputra Hidayat Kusuma Nugroho Setiawan Lestari Permana Wibowo Gunawan Halim Susanto"),
  },
];
