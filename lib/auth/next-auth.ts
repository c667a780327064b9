import "server-only";
import NextAuth from "next-auth";
import { authOptions } from "@/lib/auth/options";
import { PROVIDERS } from "@/lib/auth/providers";

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own addresses serve sign-in at an identity provider. Without one there is nothing here to attack. */
export async function answerNextAuth(request: Request, context: Context): Promise<Response> {
  if (PROVIDERS.length === 0) return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  return NextAuth(authOptions())(request, context);
}
