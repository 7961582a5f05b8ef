#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "base/result.hpp"
#include "storage/copy/table_shape.hpp"
#include "storage/database.hpp"

namespace burner::storage {

/// A summary of what a table holds. It is equal for two tables with the same rows, whatever their engine.
struct TableDigest {
    std::string table;
    std::uint64_t rows = 0;
    base::Sha256 digest{};

    bool operator==(const TableDigest&) const = default;
};

/// Is called when a table is done.
using TableDone = std::function<void(const TableDigest&)>;

/// Tells whether a database holds rows other than those that it was created with.
base::Result<bool> is_filled(Database& database, std::span<const TableShape> tables);

/// Copies the rows of all tables from a snapshot of `from` into `to`, which is not filled, in one transaction: all of
/// them or none.
base::Result<void> copy_tables(Database& from, Database& to, std::span<const TableShape> tables, const TableDone& done);

base::Result<std::vector<TableDigest>> digest_tables(Database& database, std::span<const TableShape> tables);

}  // namespace burner::storage
