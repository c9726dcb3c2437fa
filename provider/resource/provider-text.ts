/**
 * The provider, as Pulumi keeps it in the state of every instance: one constant line that loads it from the installed
 * package. It is an input of each resource, so another text would show as a change of every one of them: it must stay
 * as it is in every release. Nothing of this package is captured by value, wherever the package lies.
 */
export const providerText = 'exports.handler=()=>require("pulumi-cloud-elements/provider")';
