import { createRoot } from 'react-dom/client';
import { createStudio } from '../store/studio';
import { App } from '../ui/App';
import { createPorts } from './ports';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element with the id "root".');

const studio = createStudio(createPorts());
createRoot(root).render(<App store={studio.store} />);
void studio.start();
