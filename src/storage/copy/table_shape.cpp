#include "storage/copy/table_shape.hpp"

#include <map>

#include "storage/database.hpp"

namespace burner::storage {

namespace {

ColumnKind kind_of(std::string_view type) {
    if (type == "INTEGER") return ColumnKind::integer;
    return type == "BLOB" ? ColumnKind::blob : ColumnKind::text;
}

TableShape read_shape(Transaction& transaction, std::string name) {
    TableShape shape{std::move(name), {}, {}};
    std::map<std::int64_t, std::size_t> key;
    auto row = transaction.prepare("SELECT name, type, pk FROM pragma_table_info(?) ORDER BY cid");
    row.bind(shape.name);
    while (row.row()) {
        if (row.integer(2) > 0) key.emplace(row.integer(2), shape.columns.size());
        shape.columns.push_back({row.text(0), kind_of(row.text(1))});
    }
    for (const auto& [place, column] : key) shape.key.push_back(column);
    return shape;
}

}  // namespace

base::Result<std::vector<TableShape>> read_table_shapes(Database& sqlite) {
    return sqlite.read([](Transaction& transaction) -> base::Result<std::vector<TableShape>> {
        std::vector<std::string> names;
        {
            // A table is created after those that it refers to.
            auto row = transaction.prepare(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
                " ORDER BY rowid");
            while (row.row()) names.push_back(row.text(0));
        }
        std::vector<TableShape> shapes;
        for (std::string& name : names) shapes.push_back(read_shape(transaction, std::move(name)));
        return shapes;
    });
}

}  // namespace burner::storage
