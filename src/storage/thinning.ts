/**
 * Which of several places on a line may go, so that about half of them stay, evenly spaced: each
 * time the one whose neighbours lie closest together, the first such where several do. The first
 * and the last stay. Since this looks at the places and not at their order, what is left after
 * several thinnings, with newer ones added in between, is even again.
 * @param places ascending.
 * @returns indices of those that go, ascending; none where fewer than three are left.
 */
export function thinned(places: readonly number[]): number[] {
  const quota = Math.floor((places.length - 1) / 2);
  const gone = new Set<number>();
  while (gone.size < quota) {
    const left = places.flatMap((_, i) => (gone.has(i) ? [] : [i]));
    const spans = left.map((_, i) => places[left[i + 1]!]! - places[left[i - 1]!]!);
    const least = spans.slice(1, -1).reduce((a, b) => Math.min(a, b), Infinity);
    // All of this span in one go: taking one away only makes the spans beside it larger.
    let before = left[0]!;
    for (let i = 1; i < left.length - 1 && gone.size < quota; i++) {
      if (places[left[i + 1]!]! - places[before]! <= least) gone.add(left[i]!);
      else before = left[i]!;
    }
  }
  return [...gone].sort((a, b) => a - b);
}
