#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace burner::storage {

/// One change of the schema, which is made in a transaction of its own. An expansion only adds: a version that does not
/// know it works on. A contraction takes away what no version needs any more that still runs.
struct SchemaStep {
    std::string_view name;
    bool is_contraction;
    std::vector<std::string_view> statements;
};

/// Returns the steps in order, numbered from 1; only ever appended to.
std::span<const SchemaStep> schema_steps();

}  // namespace burner::storage
