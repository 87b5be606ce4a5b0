import { openDB, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { VERSION, migrate } from './migrations';
import { DATABASE_NAME, type StudioSchema } from './schema';
import { blockedByTab, noDatabase, openingError, storageError, superseded } from './failures';

export type Database = IDBPDatabase<StudioSchema>;
type Stores = StoreNames<StudioSchema>[];
export type ReadTransaction = IDBPTransaction<StudioSchema, Stores, 'readonly'>;
export type WriteTransaction = IDBPTransaction<StudioSchema, Stores, 'readwrite'>;

/** How long another tab may take to close its older version. */
const BLOCKED_MS = 5000;

/**
 * One connection, opened at first use and again after the browser dropped it. When another tab
 * brings a newer version, it closes, so that the other can upgrade.
 */
export class Connection {
  private opened: Promise<Database> | null = null;
  private gone = false;

  /** Name and version are other than the defaults only in tests. */
  constructor(
    private readonly name = DATABASE_NAME,
    private readonly version = VERSION,
  ) {}

  open(): Promise<Database> {
    if (this.gone) return Promise.reject(superseded());
    this.opened ??= this.connect().catch((error: unknown) => {
      this.opened = null;
      throw openingError(error);
    });
    return this.opened;
  }

  /** Lets go of the database once the transactions at hand are done; a later call opens it again. */
  close(): void {
    void this.opened?.then(
      (database) => database.close(),
      () => undefined,
    );
    this.opened = null;
  }

  /** One read-only transaction. */
  async read<T>(stores: Stores, work: (transaction: ReadTransaction) => Promise<T>): Promise<T> {
    try {
      return await work((await this.open()).transaction(stores, 'readonly'));
    } catch (error) {
      throw storageError(error);
    }
  }

  /**
   * One transaction, committed whole or not at all.
   * @param durability `strict`: once it resolves, it outlives a machine that loses its power.
   */
  async write<T>(
    stores: Stores,
    work: (transaction: WriteTransaction) => Promise<T>,
    durability: IDBTransactionDurability = 'default',
  ): Promise<T> {
    let transaction: WriteTransaction | null = null;
    try {
      transaction = (await this.open()).transaction(stores, 'readwrite', { durability });
      // Awaited below; this keeps a failure of `work` from leaving it unhandled.
      transaction.done.catch(() => undefined);
      const result = await work(transaction);
      await transaction.done;
      return result;
    } catch (error) {
      if (transaction) abort(transaction);
      // A full disk shows itself as the transaction's error; the request only says "aborted".
      throw storageError(transaction?.error ?? error);
    }
  }

  private async connect(): Promise<Database> {
    // Missing, or null where site data are blocked; its very name may throw there.
    if (!(globalThis.indexedDB as IDBFactory | null | undefined)) throw noDatabase();
    let giveUp: (error: unknown) => void = () => undefined;
    const stuck = new Promise<never>((_, reject) => {
      giveUp = reject;
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    // Why an upgrade was undone; the opening itself only says that it was.
    let undone: () => DOMException | null = () => null;
    const opening = openDB<StudioSchema>(this.name, this.version, {
      // The migrations are written against the untyped database: they outlive today's schema.
      upgrade: (database, from, _to, transaction) => {
        undone = () => transaction.error;
        // Told by the opening, which fails with it.
        transaction.done.catch(() => undefined);
        migrate(
          database as unknown as IDBPDatabase,
          transaction as unknown as IDBPTransaction<unknown, string[], 'versionchange'>,
          from,
        );
      },
      blocked: () => {
        timer = setTimeout(() => giveUp(blockedByTab()), BLOCKED_MS);
      },
      blocking: () => {
        this.gone = true;
        this.close();
      },
      terminated: () => {
        this.opened = null;
      },
    });
    try {
      return await Promise.race([opening, stuck]);
    } catch (error) {
      // An opening that succeeds after it was given up must not linger and block others.
      opening.then(
        (database) => database.close(),
        () => undefined,
      );
      throw undone() ?? error;
    } finally {
      clearTimeout(timer);
    }
  }
}

function abort(transaction: WriteTransaction): void {
  try {
    transaction.abort();
  } catch {
    // Already finished or aborted: nothing is left to undo.
  }
}
