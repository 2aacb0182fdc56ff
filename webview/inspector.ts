import { render } from 'lit';
import { InspectorApp } from './app';
import { registerControls } from './controls';
import { vsCodeHost } from './host';
import { handleKeys } from './keyboard';
import './menu';
import './sampleList';
import { pageView } from './views/page';

registerControls();

const root = document.getElementById('page') ?? document.body;
let frame = 0;
const app = new InspectorApp(vsCodeHost(), () => {
  frame ||= requestAnimationFrame(() => {
    frame = 0;
    render(pageView(app), root);
  });
});

handleKeys(app);
window.addEventListener('blur', () => void app.notes.flush());
document.addEventListener('visibilitychange', () => void app.notes.flush());
void app.start();
