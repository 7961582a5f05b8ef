#pragma once

#include <cstddef>
#include <functional>
#include <span>

#include "base/result.hpp"
#include "storage/postgres/pool.hpp"
#include "storage/postgres/schema_steps.hpp"

namespace burner::storage {

/// Checks that this version works with the database: it has all expansions of `steps`, and no contraction that is not
/// among them. An error continues a sentence that begins with "the database": what is wrong with it, and what to do
/// about it.
base::Result<void> check_schema(PostgresSession& session, std::span<const SchemaStep> steps);

/// The steps to make, and what to do when one has been made.
struct StepsToMake {
    std::span<const SchemaStep> steps;
    bool contract = false;  ///< also the contractions
    std::function<void(std::size_t number, const SchemaStep& step)> made;
};

/// Makes the steps that the database has not seen, each in a transaction of its own, and returns how many. Two that
/// migrate at a time do not harm each other. What is locked by others is waited for 2 s; an error names the step.
base::Result<std::size_t> make_steps(PostgresSession& session, const StepsToMake& wanted);

}  // namespace burner::storage
