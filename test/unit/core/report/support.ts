import fc from 'fast-check';

/** Texts that mean something to one format or another, and any others. */
export const HOSTILE: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onload='x",
    '</style><script>',
    '</title><b>',
    '&lt;b&gt;',
    ']]><!--',
    '| a | b |\n| --- |',
    '`code` **bold** [link](http://x) ![image](http://x)',
    '# heading\n\n- item\n> quote\n1. one\n```\nfence',
    '<https://example.org>',
    '=HYPERLINK("http://x")',
    '-1+1|cmd',
    '@SUM(A1)',
    'a,b"c"\r\nd',
    '\u202Egnp.exe\u0000\u200B',
    '\uD800',
    '__proto__',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: fc.constantFrom(...Array.from('<>&"\'`|*_[]()#\\\n\r\t,=-+@!~$ a1.')), maxLength: 40 }),
);
