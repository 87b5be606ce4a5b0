import type { Origin } from '../../explore/origin';
import { OTHERS, type ExploreState } from './model';

/** What pressing a picture changes: it is taken in hand, or given to the tool that waits for one. */
export function pressed(
  { hand, tool }: Pick<ExploreState, 'hand' | 'tool'>,
  origin: Origin,
): Partial<ExploreState> {
  if (!tool || !hand || tool.kind === 'near' || !waits({ tool })) return { hand: origin };
  const others = [...tool.others, origin];
  switch (tool.kind) {
    case 'children':
      return { tool: { ...tool, others } };
    case 'morph':
      return {
        tool: { ...tool, others, at: others.length - 0.5, adding: false },
        hand: { kind: 'between', of: [tool.others.at(-1) ?? tool.from, origin], share: 0.5 },
      };
    case 'sum':
      return others.length < OTHERS.sum
        ? { tool: { ...tool, others } }
        : { tool: { ...tool, others }, hand: { kind: 'sum', of: [tool.from, others[0]!, origin] } };
    default:
      return tool satisfies never;
  }
}

/** Whether the next press of a picture goes to the tool. */
export function waits({ tool }: Pick<ExploreState, 'tool'>): boolean {
  if (!tool || tool.kind === 'near') return false;
  return tool.kind === 'morph' ? tool.adding : tool.others.length < OTHERS[tool.kind];
}

/** What a tool suggests for the picture in hand. */
export function suggestions(
  { hand, tool, distance }: Pick<ExploreState, 'hand' | 'tool' | 'distance'>,
  count: number,
): Origin[] {
  if (!hand || !tool) return [];
  const each = (make: (seed: number) => Origin): Origin[] =>
    'seed' in tool ? Array.from({ length: count }, (_, i) => make(tool.seed + i)) : [];
  if (tool.kind === 'near')
    return each((seed) => ({ kind: 'near', of: tool.from, seed, distance }));
  if (tool.kind !== 'children') return [];
  const [other] = tool.others;
  return other ? each((seed) => ({ kind: 'child', of: [tool.from, other], seed })) : [];
}
