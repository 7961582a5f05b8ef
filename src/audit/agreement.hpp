#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "audit/batch_reader.hpp"
#include "audit/chain_store.hpp"

namespace burner::audit {

/// How far the files of a log and what was shipped of it are the same.
struct Agreement {
    enum class Kind : std::uint8_t {
        agrees,   ///< what the files hold behind `common` is not shipped yet
        cut_off,  ///< they end before what was shipped does
        differs,  ///< they hold something else behind `common`
    };

    Kind kind = Kind::agrees;
    std::optional<Link> common;  ///< the last end of a batch that both have; nullopt: they have none in common
    /// The place from which on the files can be followed: their beginning, or where older ones were pruned the end of
    /// their first batch. nullopt: they have none.
    std::optional<Link> local_start;
    Link local_end;  ///< the last end of a batch that was looked at
    Link shipped_end;
};

/// Compares a chain with the files that `reader` reads, from the first batch that both have.
std::expected<Agreement, std::string> compare(BatchReader& reader, ChainView& view, std::string_view chain);

}  // namespace burner::audit
