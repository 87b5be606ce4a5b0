import { StudioError } from '../contract/errors';
import type { DatasetRecord } from '../contract/records';
import type { Context } from './context';
import type { StudioActions } from './studio-actions';
import { PictureCache } from './picture-cache';

const MEMO = 'dataset';

export interface SetsActions {
  readonly actions: Pick<
    StudioActions,
    | 'selectDataset'
    | 'renameDataset'
    | 'setExcluded'
    | 'setFolderTicked'
    | 'picture'
    | 'picturePath'
  >;
  /** Puts a set on the picture grid and remembers it. */
  choose(id: string | null): void;
  /** Pixels of the set have changed in storage. */
  changed(id: string): void;
  /** The set of the last visit, else the newest. */
  remembered(datasets: readonly DatasetRecord[]): string | null;
}

/** `adopt` takes the size and crop of a set into options and settings. */
export function setsActions(context: Context, adopt: (set: DatasetRecord) => void): SetsActions {
  const { storage, page } = context.ports;
  const cache = new PictureCache(storage);

  const choose = (id: string | null): void => {
    context.update({ datasetId: id });
    page.preferences.write(MEMO, id);
  };

  const put = (changed: DatasetRecord): void =>
    context.update({
      datasets: context.state.datasets.map((set) => (set.id === changed.id ? changed : set)),
    });

  const find = (id: string): DatasetRecord | null =>
    context.state.datasets.find((set) => set.id === id) ?? null;

  /** Stored first, one after the other, then shown: what the page says is kept is kept, even where
   *  it is reloaded in the next moment. `part` sees the changes before it. */
  const change = (
    id: string,
    part: (
      set: DatasetRecord,
    ) => Partial<Pick<DatasetRecord, 'name' | 'excluded' | 'untickedFolders'>>,
  ): Promise<void> => {
    const saving = context.session.saving.then(async () => {
      const before = find(id);
      if (!before) return;
      const changed = part(before);
      const stored = await context.attempt(() => storage.updateDataset(id, changed));
      const now = find(id);
      if (stored && now) put({ ...now, ...changed });
    });
    context.session.saving = saving;
    return saving;
  };

  /** `list` with `items` in it or not, ascending. */
  const toggled = (
    list: readonly number[],
    items: readonly number[],
    inside: boolean,
  ): number[] => {
    const these = new Set(items);
    const others = list.filter((other) => !these.has(other));
    return inside ? [...others, ...these].sort((a, b) => a - b) : others;
  };

  return {
    choose,
    changed: (id) => cache.forget(id),
    remembered: (datasets) => {
      const last = page.preferences.read(MEMO);
      return (datasets.find(({ id }) => id === last) ?? datasets[0])?.id ?? null;
    },
    actions: {
      selectDataset: (id) => {
        const set = find(id);
        if (!set || id === context.state.datasetId) return;
        choose(id);
        adopt(set);
      },
      renameDataset: async (id, name) => {
        const trimmed = name.trim();
        if (trimmed) await change(id, () => ({ name: trimmed }));
      },
      setExcluded: (id, pictures, excluded) =>
        change(id, (set) => ({ excluded: toggled(set.excluded, pictures, excluded) })),
      setFolderTicked: (id, folder, ticked) =>
        change(id, (set) => ({ untickedFolders: toggled(set.untickedFolders, [folder], !ticked) })),
      picture: (id, index) => {
        const set = find(id);
        if (set) return cache.picture(set, index);
        return Promise.reject(new StudioError('set-not-stored'));
      },
      picturePath: async (id, index) => {
        const set = find(id);
        return set ? cache.path(set, index) : '';
      },
    },
  };
}
