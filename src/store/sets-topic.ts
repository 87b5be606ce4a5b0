import { StudioError } from '../contract/errors';
import type { DatasetRecord } from '../contract/records';
import type { Context } from './context';
import type { StudioActions } from './model';
import { PictureCache } from './picture-cache';
import type { Preparation } from './preparation';

const MEMO = 'dataset';

export interface SetsTopic {
  readonly actions: Pick<
    StudioActions,
    | 'selectDataset'
    | 'renameDataset'
    | 'deleteDataset'
    | 'setExcluded'
    | 'setFolderTicked'
    | 'picture'
  >;
  /** Puts a set on the wall and remembers it. */
  choose(id: string | null): void;
  /** The set of the last visit, else the newest. */
  remembered(datasets: readonly DatasetRecord[]): string | null;
}

/** `adopt` takes the size and crop of a set into options and settings. */
export function setsTopic(
  context: Context,
  preparation: () => Preparation,
  adopt: (set: DatasetRecord) => void,
): SetsTopic {
  const { storage, memo } = context.ports;
  const cache = new PictureCache((id, index) => storage.chunk(id, index));

  const choose = (id: string | null): void => {
    context.update({ datasetId: id });
    memo.write(MEMO, id);
  };

  const put = (changed: DatasetRecord): void =>
    context.update({
      datasets: context.state.datasets.map((set) => (set.id === changed.id ? changed : set)),
    });

  const find = (id: string): DatasetRecord | null =>
    context.state.datasets.find((set) => set.id === id) ?? null;

  /** Shown at once, stored after; taken back where it cannot be stored. */
  const change = async (
    id: string,
    part: Partial<Pick<DatasetRecord, 'name' | 'excluded' | 'untickedFolders'>>,
  ): Promise<void> => {
    const before = find(id);
    if (!before) return;
    put({ ...before, ...part });
    const saving = storage.updateDataset(id, part);
    context.session.saving = saving.catch(() => undefined);
    if (!(await context.attempt(() => saving))) put(before);
  };

  /** `list` with `item` in it or not, ascending. */
  const toggled = (list: readonly number[], item: number, inside: boolean): number[] => {
    const others = list.filter((other) => other !== item);
    return inside ? [...others, item].sort((a, b) => a - b) : others;
  };

  return {
    choose,
    remembered: (datasets) => {
      const last = memo.read(MEMO);
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
        if (trimmed) await change(id, { name: trimmed });
      },
      deleteDataset: async (id) => {
        const set = find(id);
        if (!set) return;
        if (context.session.live?.run.datasetId === id || preparation().replacing() === id) {
          context.notify(
            `"${set.name}" is being used just now and was not deleted.`,
            'Stop the run or the preparation first.',
          );
          return;
        }
        if (!(await context.attempt(() => storage.deleteDataset(id)))) return;
        context.session.originals.delete(id);
        const datasets = context.state.datasets.filter((other) => other.id !== id);
        context.update({ datasets });
        const next = datasets[0];
        if (context.state.datasetId !== id) return;
        choose(next?.id ?? null);
        if (next) adopt(next);
      },
      setExcluded: async (id, picture, excluded) => {
        const set = find(id);
        if (set) await change(id, { excluded: toggled(set.excluded, picture, excluded) });
      },
      setFolderTicked: async (id, folder, ticked) => {
        const set = find(id);
        if (set) {
          await change(id, { untickedFolders: toggled(set.untickedFolders, folder, !ticked) });
        }
      },
      picture: (id, index) => {
        const set = find(id);
        if (set) return cache.picture(set, index);
        return Promise.reject(new StudioError('set-missing', 'This set is no longer stored.'));
      },
    },
  };
}
