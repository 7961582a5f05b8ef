#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "signing/asked_items.hpp"
#include "signing/effects.hpp"
#include "signing/problem.hpp"
#include "signing/terms.hpp"
#include "signing/walk/claim.hpp"

namespace burner::signing {

/// The part of a transaction that is about accounts and assets: compares each claim with the row of its item, and keeps
/// what has happened to each item.
class ItemWalk {
  public:
    /// Begins a transaction; `done` are the addresses that earlier ones of the answer close, burn or withdraw from.
    ItemWalk(const Terms& terms, const AskedItems& asked, const std::unordered_set<std::string>& done)
        : terms_(terms), asked_(asked), done_(done) {}

    /// Takes a claim, and notes in `effects` what it does.
    Problem take(const Claim& claim, Effects& effects);

    /// Tells whether what the item was asked for has happened.
    bool is_done(const AskedItem& item) const;
    /// Judges, after all claims, whether everything that was touched is done.
    Problem finish() const;
    std::size_t done_count() const { return deeds_.size(); }
    std::vector<std::string> done_addresses() const;

  private:
    struct Deed {
        const AskedItem* item = nullptr;
        Happenings happened;
    };

    Problem judge(const Claim& claim, const AskedItem& item, const Deed& deed) const;
    Problem judge_authority(const Claim& claim, const AskedItem& item) const;
    Problem judge_amount(const Claim& claim, const AskedItem& item) const;
    Problem judge_order(const Claim& claim, const Deed& deed) const;
    const Deed* find(const AskedItem& item) const;
    Deed& deed_of(const AskedItem& item);

    const Terms& terms_;
    const AskedItems& asked_;
    const std::unordered_set<std::string>& done_;
    std::vector<Deed> deeds_;
};

}  // namespace burner::signing
