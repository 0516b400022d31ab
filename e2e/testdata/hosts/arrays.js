// What careless libraries do, and worse.
for (const name of ['map', 'forEach', 'filter', 'push', 'concat', 'slice', 'includes', 'find', 'join', 'some', 'reduce', 'indexOf']) {
  Array.prototype[name] = function () { throw new Error('Array.prototype.' + name + ' is somebody else’s') }
}
Array.prototype[Symbol.iterator] = function () { throw new Error('the iterator is somebody else’s') }
Array.prototype.extra = 'a thing that for…in meets'
Object.prototype.toJSON = undefined
