#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "reclaim/choice/choice.hpp"

namespace burner::reclaim {

/// Items that one thing happens to, or that stay for one reason.
struct Group {
    std::string title;  ///< "Close", "Keep: The account is frozen"
    std::vector<const burnandclaim::WalletItem*> items;
    bool is_burn = false;                                                  ///< what it holds is lost
    std::string condition;                                                 ///< of the SOL below: empty, or " if burned"
    std::uint64_t (*lamports)(const burnandclaim::WalletItem&) = nullptr;  ///< that come back from an item
};

/// Sorts a choice into groups that are not empty: what closes, burns and is withdrawn, then what stays, by reason. They
/// point into the choice, which must outlive them unchanged.
std::vector<Group> groups_of(const Choice& choice);

/// Counts items of a type for people: "1 NFT", "2 compressed tokens".
std::string counted_items(std::size_t count, const std::string& type);

}  // namespace burner::reclaim
