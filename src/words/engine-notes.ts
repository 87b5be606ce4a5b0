import type { EngineNoteParams } from '../contract/engine-notes';
import type { Tell } from './tell';

/** The sentence of each thing there is to say of the engine that was taken. */
export type EngineNoteTexts = {
  readonly [Code in keyof EngineNoteParams]: (params: EngineNoteParams[Code], tell: Tell) => string;
};
