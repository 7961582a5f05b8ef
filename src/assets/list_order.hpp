#pragma once

#include "assets/item.hpp"

namespace burner::assets {

/// The place of an item in a listing: by type, reclaimable lamports descending, address.
struct ListPlace {
    ItemType type = ItemType::empty_account;
    base::Lamports reclaimable;
    solana::Pubkey address;

    explicit ListPlace(const Item& item) : type(item.type), reclaimable(item.reclaimable), address(item.address) {}

    bool operator<(const ListPlace& other) const {
        if (type != other.type) return type < other.type;
        if (reclaimable != other.reclaimable) return reclaimable > other.reclaimable;
        return address < other.address;
    }
};

}  // namespace burner::assets
