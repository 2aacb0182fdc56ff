import { render } from 'lit';
import { SECTION_STYLES } from '../src/core/report/styles';
import { registerControls } from './controls';
import { vsCodeHost } from './host';
import './menu';
import { ReportApp } from './report/app';
import { reportView } from './report/page';

registerControls();

// The sections look as in a file; a sheet that is made here is no inline style, so the page's policy takes it.
const sheet = new CSSStyleSheet();
sheet.replaceSync(SECTION_STYLES);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

const root = document.getElementById('page') ?? document.body;
const app = new ReportApp(vsCodeHost(), () => render(reportView(app), root));
void app.start();
