import { PrismaPg } from "@prisma/adapter-pg";

type Connection = Awaited<ReturnType<PrismaPg["connect"]>>;

/**
 * Prisma's adapter cuts a script at every semicolon, also inside functions, strings and comments. PostgreSQL takes the script whole and
 * runs it as one transaction, so a migration that fails leaves nothing behind.
 */
export class PrismaPgWithWholeScripts extends PrismaPg {
  /** What the database said; the schema engine reports it only as "external connector error". */
  refusal: Error | null = null;

  override async connect(): Promise<Connection> {
    return this.sendWhole(await super.connect());
  }

  override async connectToShadowDb(): Promise<Connection> {
    return this.sendWhole(await super.connectToShadowDb());
  }

  private sendWhole(connection: Connection): Connection {
    connection.executeScript = async (script) => {
      try {
        await connection.underlyingDriver().query(script);
      } catch (error) {
        this.refusal = error instanceof Error ? error : new Error(String(error));
        throw error;
      }
    };
    return connection;
  }
}
