import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

const withMessages = createNextIntlPlugin("./i18n/request.ts");

const config: NextConfig = {
  // Nothing here is shared between people, so nothing is cached and no image is optimised.
  cacheComponents: false,
  images: { unoptimized: true },
  poweredByHeader: false,
  reactStrictMode: true,
  typedRoutes: false,
  // A page that somebody may not open answers 403 with a sentence (`forbidden()`).
  experimental: { authInterrupts: true },
  // These open sockets and files by their own means; bundling them only hides errors.
  serverExternalPackages: ["pg", "pg-copy-streams", "@prisma/client", "@prisma/adapter-pg"],
  // `npm run check` types the whole project from clean. A build must not fail over a test file it does not ship.
  typescript: { ignoreBuildErrors: true },
  // Next's development server would otherwise write instructions into the working tree.
  agentRules: false,
  devIndicators: false,
};

export default withMessages(config);
