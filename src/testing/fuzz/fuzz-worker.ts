import keragan from '../fixtures/foreign/gen_200.h5.gz?url&inline';
import torch from '../fixtures/foreign/G.pth.gz?url&inline';
import oldTorch from '../fixtures/foreign/G-old.pth.gz?url&inline';
import { openStorage } from '../../storage/open';
import { Dice } from './dice';
import { linkCase, tryLink } from './link-target';
import { foreignCase, foreignSeeds } from './foreign-cases';
import { idxCase, pictureSeeds, rareCase, rareKinds, zipCase } from './picture-cases';
import { tryPictures } from './picture-target';
import { generatorCase, projectCase, projectSeeds, weightsCase } from './project-cases';
import { tryImport } from './project-target';
import { targetOf, type FuzzAnswer, type FuzzOrder, type Verdict } from './verdict';

/** The worker in which the cases run: it may hang or die, and is replaced then. */
const scope = self as unknown as Worker;
const post = (answer: FuzzAnswer): void => scope.postMessage(answer);

/** Storage of its own, not the studio's, made anew by each worker. */
async function begin() {
  const storage = await openStorage('atelier-fuzz');
  await storage.sweepUnfinished([]);
  for (const file of rareKinds()) await tryPictures(file, () => undefined);
  const [projects, pictures] = [await projectSeeds(storage), await pictureSeeds()];
  return { storage, projects, pictures, nets: await foreignSeeds([keragan, torch, oldTorch]) };
}
const begun = begin();

let number = -1;
const alive = (): void => post({ type: 'alive', number });

/** The case of this number, still to be tried. */
async function make({ seed, number }: FuzzOrder): Promise<() => Promise<Verdict>> {
  const { storage, projects, pictures, nets } = await begun;
  const dice = new Dice(seed, number);
  switch (targetOf(number)) {
    case 'project': {
      const file = await projectCase(projects, dice);
      return () => tryImport(storage, file);
    }
    case 'generator': {
      const make = dice.chance(0.5) ? generatorCase : weightsCase;
      const file = await make(projects, dice);
      return () => tryImport(storage, file);
    }
    case 'net': {
      const file = foreignCase(nets, dice);
      return () => tryImport(storage, file);
    }
    case 'idx': {
      const file = await idxCase(dice);
      return () => tryPictures(file, alive);
    }
    case 'zip': {
      const file = await zipCase(pictures, dice);
      return () => tryPictures(file, alive);
    }
    case 'picture': {
      const file = rareCase(dice);
      return () => tryPictures(file, alive);
    }
    case 'link': {
      const hash = linkCase(dice);
      return () => Promise.resolve(tryLink(hash));
    }
  }
}

async function run(order: FuzzOrder): Promise<void> {
  number = order.number;
  const attempt = await make(order);
  post({ type: 'made', number });
  const started = performance.now();
  const verdict = await attempt();
  post({ type: 'done', number, verdict, ms: performance.now() - started });
}

const crash = (error: unknown): void => {
  const message = error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
  post({ type: 'crashed', number, message });
};
self.addEventListener('unhandledrejection', (event) => crash(event.reason));
scope.addEventListener('message', (event: MessageEvent<FuzzOrder>) => {
  run(event.data).catch(crash);
});
