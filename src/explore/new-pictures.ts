/** Where a picture of "New pictures" comes from, as text: number `place`, from 0, of a seed. */
export const newPictureOrigin = (seed: number, place: number): string => `new(${seed},${place})`;
