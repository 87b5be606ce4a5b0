import type { LookAlikeGroups } from '../../contract/look-alikes';

/** Whether one picture of the group is learnt from, or none. */
export const isThinned = (group: readonly number[], out: ReadonlySet<number>): boolean =>
  group.filter((picture) => !out.has(picture)).length <= 1;

/** What is to be left out so that one picture of each group is learnt from: all but the first that is
 *  not left out already; of a group that is left out whole, nothing more. */
export const leaveOut = (groups: LookAlikeGroups, out: ReadonlySet<number>): number[] =>
  groups.flatMap((group) => group.filter((picture) => !out.has(picture)).slice(1));
