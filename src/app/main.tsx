import { createRoot } from 'react-dom/client';
import { createStudio } from '../store/studio';
import { App } from '../ui/App';
import { gridFormat } from './grid-format';
import { holdStudio } from './hold/hold';
import { missingFeatures } from './missing-features';
import { guardPage } from '../ui/frame/page-guard';
import { createPorts } from './ports';

async function open(root: HTMLElement): Promise<void> {
  const missing = await missingFeatures();
  const ports = createPorts(missing, await gridFormat());
  const studio = createStudio(ports);
  createRoot(root).render(<App store={studio.store} />);
  void studio.start().then(() => holdStudio(missing.includes('locks') ? null : ports.claims));
}

/** A page that cannot be put together says so: never a blank one. */
function refuse(root: HTMLElement, cause: unknown): void {
  const text = document.createElement('p');
  text.setAttribute('role', 'alert');
  text.textContent = `The studio could not be opened: ${String(cause)} What is kept is not lost. Load the page again, or use a current Chrome, Edge, Firefox or Safari.`;
  root.replaceChildren(text);
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with the id "root".');
guardPage(window);
open(root).catch((cause: unknown) => refuse(root, cause));
