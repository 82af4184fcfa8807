import { describe, expect, test } from 'vitest';
import { unknownGrubCommand } from './grub-configuration.ts';

describe('a configuration of GRUB starts what the machine has', () => {
  test.each<[string, string]>([
    ['nothing', ''],
    ['comments', '# linux /x\n  # chainloader /y\n'],
    ['the entries that bootc writes', 'blscfg\n'],
    [
      'a search for /boot',
      `if [ -n "\${BOOT_UUID}" ]; then\n  search --fs-uuid "\${BOOT_UUID}" --set boot --no-floppy\nelse\n  search --label boot --set boot --no-floppy\nfi\nset root=$boot\n`,
    ],
    ['settings of the machine', `if [ -f $prefix/user.cfg ]; then\n  source \${prefix}/user.cfg\nfi\n`],
    ['its own configuration', 'set prefix=($prefix)/grub2\nconfigfile $prefix/grub.cfg\nboot\n'],
    ['a menu for the firmware', "menuentry 'Firmware' $menuentry_id_option 'fw' {\n  fwsetup\n}\n"],
    ['a function', 'function load_video {\n  insmod all_video\n}\n'],
    ['a menu that is shown', `set timeout_style=menu\nset timeout="\${x}"\nunset x\nsave_env x\n`],
  ])('%s', (_, text) => {
    expect(unknownGrubCommand(text)).toBeUndefined();
  });
});

describe('a configuration of GRUB may start something else', () => {
  test.each<[string, string, string]>([
    ['a kernel', 'blscfg\nlinux /vmlinuz init=/bin/sh\n', 'linux /vmlinuz init=/bin/sh'],
    ['in a menu of one line', "menuentry 'a' { chainloader /x.efi }", 'chainloader /x.efi'],
    ['behind a condition', 'if true; then linux16 /x; fi', 'linux16 /x'],
    ['behind another command', 'true && chainloader /x', 'chainloader /x'],
    ['in quotes', '"linux" /x', '"linux" /x'],
    ['with a backslash', 'li\\nux /x', 'li\\nux /x'],
    ['from a variable', 'set a=linux\n$a /x', '$a /x'],
    ['from text', 'eval x', 'eval x'],
    ['a configuration of another disk', 'source (hd1)/x.cfg', 'source (hd1)/x.cfg'],
    ['another place for configurations', 'set prefix=(http,example.com)/x', 'set prefix=(http,example.com)/x'],
    ['another disk', 'search --label other --set prefix', 'search --label other --set prefix'],
    ['a module of another disk', 'insmod (hd1)/x.mod', 'insmod (hd1)/x.mod'],
  ])('%s', (_, text, command) => {
    expect(unknownGrubCommand(text)).toBe(command);
  });
});
