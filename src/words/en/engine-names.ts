import type { EngineId } from '../../contract/records';
import { engines } from './settings';

export const engineName = (engine: EngineId): string => engines[engine];
