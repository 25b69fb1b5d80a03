import TraceModel

/// The spans of one trace by resource and then by scope, each in the order of first appearance.
struct OTLPGroups {
    /// Spans of one resource.
    struct ResourceGroup {
        let resource: Int
        var scopes: [ScopeGroup] = []
    }

    /// Spans of one resource and scope.
    struct ScopeGroup {
        let scope: Int
        var rows: [SpanRow] = []
    }

    private(set) var resources: [ResourceGroup] = []
    private var places: [UInt64: (resource: Int, scope: Int)] = [:]
    private var resourcePlaces: [Int: Int] = [:]

    /// Forgets all spans.
    mutating func removeAll() {
        resources.removeAll(keepingCapacity: true)
        places.removeAll(keepingCapacity: true)
        resourcePlaces.removeAll(keepingCapacity: true)
    }

    /// Adds a span.
    mutating func add(_ row: SpanRow, resource: Int, scope: Int) {
        let key = UInt64(truncatingIfNeeded: resource) << 32 | UInt64(truncatingIfNeeded: scope)
        if let place = places[key] {
            resources[place.resource].scopes[place.scope].rows.append(row)
            return
        }
        let place = resourcePlaces[resource] ?? resources.count
        if place == resources.count {
            resources.append(ResourceGroup(resource: resource))
            resourcePlaces[resource] = place
        }
        places[key] = (place, resources[place].scopes.count)
        resources[place].scopes.append(ScopeGroup(scope: scope, rows: [row]))
    }
}
