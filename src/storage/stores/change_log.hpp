#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "nodes/change.hpp"
#include "storage/transaction.hpp"

namespace burner::storage {

/// Writes a change into the feed, as a part of the transaction that changes the row, and rings the other nodes at its
/// commit. Numbers are given in the order of commits: the feed's row stays locked until then, so whoever has read up to
/// a number has missed none below it. A transaction that locks more locks the feed first.
nodes::FeedPosition append_change(Transaction& transaction, nodes::ChangeKind kind, std::string_view ref);

/// Locks the feed, so that what is read next stays the last state until this transaction changes it. For transactions
/// that write: on SQLite such a one holds the only lock from its beginning. Returns the last change.
nodes::FeedPosition lock_feed(Transaction& transaction);

/// Lets numbers go on after `number`.
void skip_numbers(Transaction& transaction, nodes::ChangeNumber number);

/// Returns whether the feed's history contains a place.
bool feed_contains(Transaction& transaction, const nodes::FeedPosition& position);

/// Returns the places of the latest changes from `first` on, as many as a node remembers, in order.
std::vector<nodes::FeedPosition> latest_places(Transaction& transaction, nodes::ChangeNumber first);

/// Reads the head of the feed, and the newest kind of the changes from `first` on.
nodes::FeedHead read_feed_head(Transaction& transaction, nodes::ChangeNumber first);

}  // namespace burner::storage
