import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { pageHtml } from '../protocol/pageHtml';

/** Gives an editor tab its title and icon and loads one of the pages into it. @param page name of the page's bundle */
export function loadPage(panel: vscode.WebviewPanel, extensionUri: vscode.Uri, page: string, title: string): void {
  const { webview } = panel;
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  const at = (file: string): string => webview.asWebviewUri(vscode.Uri.joinPath(dist, file)).toString();
  const icon = (theme: string): vscode.Uri => vscode.Uri.joinPath(extensionUri, `media/icons/tab-${theme}.svg`);
  panel.title = title;
  panel.iconPath = { light: icon('light'), dark: icon('dark') };
  webview.options = { enableScripts: true, localResourceRoots: [dist] };
  webview.html = pageHtml({
    cspSource: webview.cspSource,
    nonce: randomBytes(16).toString('base64url'),
    scriptUri: at(`${page}.js`),
    styleUri: at(`${page}.css`),
    codiconUri: at('codicon.css'),
    title,
  });
}
