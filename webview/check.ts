import { render } from 'lit';
import { CheckApp } from './check/app';
import { checkView } from './check/page';
import { registerControls } from './controls';
import { vsCodeHost } from './host';

registerControls();

const root = document.getElementById('page') ?? document.body;
const app = new CheckApp(vsCodeHost(), () => render(checkView(app), root));
void app.start();
