/**
 * The controls of VS Code's webview toolkit. This is the only file that imports the toolkit: it is archived, and another
 * set of controls can take its place here. Left out on purpose: badge (it writes inline styles, which the page's security
 * policy forbids), progress ring (it makes itself an assertive alert) and dropdown (it takes no accessible name). Text fields, text areas,
 * check boxes and radios take their accessible name from their text; an `aria-label` of the page is overwritten.
 */
import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeRadio,
  vsCodeRadioGroup,
  vsCodeTextArea,
  vsCodeTextField,
} from '@vscode/webview-ui-toolkit';

/** Makes `<vscode-button>` and the others known to the page. */
export function registerControls(): void {
  provideVSCodeDesignSystem().register(
    vsCodeButton(),
    vsCodeCheckbox(),
    vsCodeRadio(),
    vsCodeRadioGroup(),
    vsCodeTextArea(),
    vsCodeTextField(),
  );
}

/** The text in a text field or text area that an event comes from. */
export function typedText(event: Event): string {
  const { value } = event.currentTarget as unknown as { readonly value: unknown };
  return typeof value === 'string' ? value : '';
}
