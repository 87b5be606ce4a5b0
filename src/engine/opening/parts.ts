import { fetchPart } from '../../contract/fetch-part';

/** The compiled engine. */
export const loadCompiled = () => fetchPart('The compiled engine', () => import('../wgsl/open'));

/** All engines that are backends of TensorFlow.js. */
export const loadTfjs = () => fetchPart('TensorFlow.js', () => import('../tfjs/open'));
