import { freshDatabase } from "./database.ts";

// Runs before each test file is loaded: `lib/db` connects to a database no other file sees.
const { url } = await freshDatabase();
process.env.DATABASE_URL = url;
process.env.NEXTAUTH_SECRET = "a secret for tests only, nothing it signs leaves them";
process.env.NEXTAUTH_URL = "http://localhost:3000";
