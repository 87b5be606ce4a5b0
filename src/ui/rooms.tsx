import type { ComponentType } from 'react';
import type { RoomId } from '../store/rooms';
import { lazyPart } from './parts/lazy-part';
import { PicturesRoom } from './pictures/PicturesRoom';

const TrainRoom = lazyPart('train-room', () => import('./train/TrainRoom'));
const ExploreRoom = lazyPart('explore-room', () => import('./explore/ExploreRoom'));
const RunsRoom = lazyPart('runs-room', () => import('./runs/RunsRoom'));

/** What is drawn in each room. All but the first one come after the first load. */
export const ROOM_PARTS: Readonly<Record<RoomId, ComponentType>> = {
  pictures: PicturesRoom,
  train: TrainRoom,
  runs: RunsRoom,
  explore: ExploreRoom,
};
