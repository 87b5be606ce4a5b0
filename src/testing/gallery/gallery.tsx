import { createRoot } from 'react-dom/client';
import { App } from '../../ui/App';
import { fakeStudio } from './fake-studio';
import { sceneOf } from './scenes';

/** Every state of the page without a worker: /src/testing/gallery/gallery.html?scene=running. */
const root = document.getElementById('root');
const scene = new URLSearchParams(location.search).get('scene') ?? 'empty';
const store = fakeStudio(await sceneOf(scene));
// For looking at the page while it changes, from the console or a script.
Object.assign(window, { studio: store });
if (root) createRoot(root).render(<App store={store} />);
