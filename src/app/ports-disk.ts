import type { Disk } from '../store/ports';

/** The browser's storage manager; it is missing in insecure contexts, and then nothing is known. */
export function browserDisk(manager: StorageManager | undefined): Disk {
  return {
    async persist() {
      try {
        return (await manager?.persist()) ?? false;
      } catch {
        return false;
      }
    },
    async usage() {
      try {
        if (!manager) return null;
        const [{ usage, quota }, persisted] = await Promise.all([
          manager.estimate(),
          manager.persisted(),
        ]);
        if (usage === undefined || quota === undefined) return null;
        return { used: usage, quota, persisted };
      } catch {
        return null;
      }
    },
  };
}
