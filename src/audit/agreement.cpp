#include "audit/agreement.hpp"

#include "audit/pages.hpp"

namespace burner::audit {

namespace {

constexpr std::size_t page_ends = 1'024;

/// The ends of a chain's batches, one after the other.
using Ends = Pages<Link>;

/// Compares one batch of the files. Returns whether there is more to compare.
bool take(Agreement& found, const Batch& batch, Ends& ends) {
    if (!found.local_start) found.local_start = batch.before.seq == 0 ? Link{} : batch.end;
    if (!found.common) {
        // The older part of either may have been pruned.
        while (ends.get() != nullptr && ends.get()->seq < found.local_start->seq) ends.advance();
    }
    if (ends.get() == nullptr) return false;
    found.local_end = batch.end;
    if (!found.common && batch.end.seq < ends.get()->seq) return true;
    if (batch.end != *ends.get()) {
        found.kind = Agreement::Kind::differs;
        return false;
    }
    found.common = batch.end;
    ends.advance();
    return true;
}

}  // namespace

std::expected<Agreement, std::string> compare(BatchReader& reader, ChainView& view, std::string_view chain) {
    Agreement found;
    Ends ends{[&](const Link& last) { return view.ends(chain, last.seq, page_ends); }};
    reader.rewind();
    for (bool goes_on = true; goes_on;) {
        const auto batches = reader.next(usual_batch);
        if (!batches) return std::unexpected(batches.error());
        if (batches->empty()) break;
        for (std::size_t i = 0; goes_on && i < batches->size(); ++i) goes_on = take(found, (*batches)[i], ends);
    }
    if (found.kind == Agreement::Kind::agrees && ends.get() != nullptr) found.kind = Agreement::Kind::cut_off;
    if (found.common) found.shipped_end = *found.common;
    for (; ends.get() != nullptr; ends.advance()) found.shipped_end = *ends.get();
    return found;
}

}  // namespace burner::audit
