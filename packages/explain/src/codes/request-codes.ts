import type { CodeTexts } from '../explanation.ts';

/** Codes about requests, and blueprints of the hosted service. */
export const requestCodes: CodeTexts = {
  'conversion/changed': {
    what: 'A value is written differently after a conversion between blueprint formats.',
    why: 'The other format has no exact equivalent.',
    cure: 'Check the converted value.',
    example: 'a hosted "filesystem" size in bytes becomes minsize',
  },
  'conversion/lost': {
    what: 'A value is left out by a conversion between blueprint formats.',
    why: 'The other format has no equivalent.',
    cure: 'Add its effect by hand, or leave it out of the source.',
    example: '"distribution" of a hosted blueprint',
  },
  'hosted/json': {
    what: 'The blueprint of the hosted service is not valid JSON.',
    why: 'It is read strictly.',
    cure: 'Fix the text at the line and column of the message.',
    example: '{"name": "a",}',
  },
  'hosted/too-large': {
    what: 'The blueprint of the hosted service exceeds the size limit.',
    why: 'Files in a blueprint end up in the manifest, which has to stay small.',
    cure: 'Build large files into the container.',
    example: 'files with an archive as data',
  },
  'request/architecture': {
    what: 'The request asks for another architecture than the container has.',
    why: 'Programs of the container do not run on another architecture.',
    cure: 'Use a container for that architecture, or leave the architecture out.',
    example: '--arch aarch64 with facts of x86_64',
  },
  'request/json': {
    what: 'The request is not JSON.',
    why: 'A request is one JSON object.',
    cure: 'Fix it; `bootwright schema request` describes it.',
    example: 'bootwright manifest --request notes.txt',
  },
  'request/no-effect': {
    what: 'An option of the request has no effect.',
    why: 'Images made of bootc containers do not use it.',
    cure: 'Remove it.',
    example: '"options": {"ostree": {}}',
  },
  'request/number': {
    what: 'A number of the request has more digits than can be kept.',
    why: 'It would be rounded.',
    cure: 'Give a whole number up to 2^53 - 1.',
    example: '"size": 99999999999999999999',
  },
  'request/proxy': {
    what: 'The address of the proxy is not valid.',
    why: 'subscription-manager would not reach it.',
    cure: 'Give it as http://HOST:PORT.',
    example: '"proxy": "proxy.example.com"',
  },
  'request/seed': {
    what: 'The seed is not a signed 64-bit integer.',
    why: 'Identifiers of the disk are drawn from it.',
    cure: 'Give a whole number; beyond 2^53 - 1 as a string of digits.',
    example: '"seed": 1.5',
  },
  'request/too-large': {
    what: 'The request needs more memory than is available.',
    why: 'One line of a batch must not stop the others.',
    cure: 'Shorten it, or give more memory with NODE_OPTIONS.',
    example: 'files of 500 MiB in a request',
  },
  'request/too-long': {
    what: 'A line of requests is too long.',
    why: 'A line has at most 64 MiB.',
    cure: 'Write one request a line.',
    example: 'a file without line breaks',
  },
  'request/tree': {
    what: 'The files of a request are not valid.',
    why: 'Keys are paths relative to the root.',
    cure: 'Write a file as "usr/lib/os-release": "ID=…".',
    example: '"/etc/os-release": "…"',
  },
  'request/utf8': {
    what: 'A line of requests is not UTF-8 text.',
    why: 'Text is read strictly.',
    cure: 'Write it in UTF-8.',
    example: 'a request in Latin-1',
  },
  'source/answer': {
    what: 'The resolver returned an id or digest that cannot be used.',
    why: 'It does not have the form that osbuild expects.',
    cure: 'Give `sha256:` and 64 hexadecimal digits.',
    example: 'a resolve function that returns an empty digest',
  },
  'source/client-certificate': {
    what: 'A repository of the installer needs a client certificate, which osbuild does not find.',
    why: 'Its files are in the container, and osbuild reads those that variables of the environment name.',
    cure: 'Set OSBUILD_SOURCES_CURL_SSL_CLIENT_KEY, OSBUILD_SOURCES_CURL_SSL_CLIENT_CERT and OSBUILD_SOURCES_CURL_SSL_CA_CERT.',
    example: '--type anaconda-iso of a container whose repository has sslclientkey',
  },
  'source/depsolver': {
    what: 'No depsolver is installed.',
    why: 'An installer of packages needs one to look them up.',
    cure: 'Use the image type bootc-installer, `--mock-sources`, or install osbuild-depsolve-dnf.',
    example: '--type anaconda-iso without osbuild-depsolve-dnf',
  },
  'source/digest': {
    what: 'The digest of the image is not known.',
    why: 'osbuild fetches remote images by it.',
    cure: 'Give `--digest`, or `--mock-sources` for a manifest to compare.',
    example: 'bootwright manifest --root DIR --ref REF --bootc-remote',
  },
  'source/image-id': {
    what: 'The id of the image is not known.',
    why: 'A directory has none, and osbuild finds local images by it.',
    cure: 'Give `--image-id`, or `--mock-sources` for a manifest to compare.',
    example: 'bootwright manifest --root DIR --ref REF',
  },
  'source/kernel': {
    what: 'The packages of the installer do not include a kernel.',
    why: 'No enabled repository has one.',
    cure: 'Enable a repository with the package kernel, or use bootc-installer.',
    example: '--type anaconda-iso with a repository of add-ons only',
  },
  'source/repositories': {
    what: 'The root directory of the container is not known.',
    why: 'The packages of the installer are looked up with its repositories.',
    cure: 'Mount it and name it with `--root`, or use bootc-installer.',
    example: '--type anaconda-iso of a name in podman',
  },
};
