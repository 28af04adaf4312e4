// Temporal is in the language but not yet in Node 24; every entry point brings it the same way.
import 'temporal-polyfill/global'
