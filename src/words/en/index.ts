import type { Catalogue } from '../catalogue';
import { units } from './units';

export const en: Catalogue = { locale: 'en-GB', units };
