import { expect, it } from 'vitest';
import { sha512Crypt } from './sha512-crypt.ts';

// As `openssl passwd -6 -salt SALT -stdin` prints them.
it.each([
  [
    'Hello world!',
    'saltstring',
    '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
  ],
  [
    'secret',
    'abcdefghijklmnop',
    '$6$abcdefghijklmnop$J/AWykHqo2Tx5UtavGnFc3ytI33la50JpzLTarSWVhkIXK6wOjNwwZjsrIw2UgmrER2EKrSHCeQyAINEEXAk1/',
  ],
  ['x', './', '$6$./$3jrfwNWEnLt8C9zEfHlvTQ/epLCdSGyE3g1OAJSALpMthN7QSVklveFhA6bioFjYYqvWMIK.dvG/VPsM4gE.H1'],
  [
    'a very much longer text to encrypt.  This one even stretches over morethan one line.',
    'anotherlongsalts',
    '$6$anotherlongsalts$zCB2J77iwc/56nB80mcnR6gCDELuiqcwDzPCm3OZnzRQyxT9pVMJ2vfOf0YI0AvrvfVu.AqASga4nxwhEPO7Z0',
  ],
  [
    'пароль ключ',
    '0123456789abcdef',
    '$6$0123456789abcdef$ufvDvT/XyLssTB9SgYIUpxvVmG1RBmN24Rxv739Lx44marpV2RaYCuOCJA/LlbhBlty/MZF7i0sI12ZMqbhm2.',
  ],
  [
    'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
    'zz',
    '$6$zz$CiRA7thCXSdgWlzhO4TUJl4/JxCi8odRhI.KGc6MpioLKHpaFBR03n0yPYpWqK11Po/ku5MHqnnP.zeQqu40X.',
  ],
] as const)('hashes %j with the salt %j as openssl does', (password, salt, hash) => {
  expect(sha512Crypt(password, salt)).toBe(hash);
});
