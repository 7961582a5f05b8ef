#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace burner::nodes {

/// The number of a change in the feed: 1, 2, … in the order of the commits, over all nodes. 0 is before the first.
using ChangeNumber = std::uint64_t;

/// The kind of a change, as the feed stores it. A restored change stands for no row: it marks where the numbers go on
/// after the engine has lost some.
/// A proof demand is the change of a project that a version without proofs would mint sessions for. Bound sessions are
/// in no store: a version that names this kind understands their tokens.
enum class ChangeKind : std::uint8_t {
    restored = 0,
    revocation = 1,
    project = 2,
    key = 3,
    signing_key = 4,
    pause = 5,
    proof_demand = 6,
    bound_session = 7,
};

/// The newest kind that this version understands. A kind is written only when every node that serves understands it.
inline constexpr ChangeKind newest_change_kind = ChangeKind::bound_session;

/// A row that was inserted or changed. `ref` is the row's id; of a revocation it is empty, as its number is its id.
struct Change {
    ChangeNumber number = 0;
    ChangeKind kind{};
    std::string ref;

    bool operator==(const Change&) const = default;
};

/// A place in the feed: the number of a change, and the mark that was drawn at random when it was written. An engine
/// that went back and gave the number to another change gave it another mark, and so is found out.
struct FeedPosition {
    ChangeNumber number = 0;
    std::int64_t mark = 0;

    bool operator==(const FeedPosition&) const = default;
};

/// Writes a place as nodes tell it each other, `7 77`, and reads it; nullopt for any other text.
std::string to_text(const FeedPosition& position);
std::optional<FeedPosition> position_from_text(std::string_view text);

/// What an engine says of its feed in one snapshot.
struct FeedHead {
    FeedPosition position;               ///< of the last change
    ChangeNumber finals = 0;             ///< every node that serves has applied all changes up to here
    std::vector<FeedPosition> passed{};  ///< the latest of the changes that were read, in order
    ChangeKind newest_kind{};            ///< the highest kind among the changes that were read with it
};

}  // namespace burner::nodes
