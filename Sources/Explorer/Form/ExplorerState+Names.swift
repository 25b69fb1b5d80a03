/// The names that the form completes.
extension ExplorerState {
    /// Asks for the names anew while the form is open and they are not those of what is loaded and listed.
    ///
    /// While files are read the first ones do, so that the reading is not slowed down.
    mutating func gatherNames() -> [Effect] {
        let listed = ListedNames(services: live?.services ?? [], operations: names.operations)
        let source = FormNames.Source(snapshot: snapshot, listed: listed)
        guard form != nil else {
            // Names of what is no longer shown would keep all of it in memory.
            if let gathered = names.gathered, gathered.snapshot != snapshot { (names.gathered, names.catalog) = (nil, nil) }
            return []
        }
        if names.gathered == source || load.isLoading && names.gathered?.listed == listed { return [] }
        names.gathered = source
        return compute(.names, .names(CatalogRequest(source: source, former: names.catalog)))
    }

    mutating func take(_ catalog: Shared<Catalog>) {
        names.catalog = catalog
        // A list that is open while one types takes in what is known now.
        if form?.choices?.isChoosing == false { form?.offer(from: catalog.object) }
    }
}
