#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace burner::storage {

class Database;

enum class ColumnKind : std::uint8_t { integer, text, blob };

struct ColumnShape {
    std::string name;
    ColumnKind kind;
};

/// A table as the schema of SQLite has it.
struct TableShape {
    std::string name;
    std::vector<ColumnShape> columns;
    std::vector<std::size_t> key;  ///< places in `columns`, in the order of the key; empty: a counter of one row

    bool has_integer_key() const { return key.size() == 1 && columns[key[0]].kind == ColumnKind::integer; }
};

/// Reads the tables of a database of SQLite in an order in which each comes after those that it refers to.
base::Result<std::vector<TableShape>> read_table_shapes(Database& sqlite);

}  // namespace burner::storage
