#include "audit/agreement.hpp"

#include <vector>

namespace burner::audit {

namespace {

constexpr std::size_t page_ends = 1'024;

/// The ends of a chain's batches, one after the other.
class Ends {
  public:
    Ends(ChainView& view, std::string_view chain) : view_(view), chain_(chain) { load(0); }

    /// Null behind the last one.
    const Link* get() const { return place_ < page_.size() ? &page_[place_] : nullptr; }
    void advance() {
        if (++place_ == page_.size()) load(page_.back().seq);
    }
    Link last() {
        Link last;
        for (; get() != nullptr; advance()) last = *get();
        return last;
    }

  private:
    void load(std::uint64_t after) {
        page_ = view_.ends(chain_, after, page_ends);
        place_ = 0;
    }

    ChainView& view_;
    const std::string_view chain_;
    std::vector<Link> page_;
    std::size_t place_ = 0;
};

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
    Ends ends{view, chain};
    reader.rewind();
    for (bool goes_on = true; goes_on;) {
        const auto batches = reader.next(usual_batch);
        if (!batches) return std::unexpected(batches.error());
        if (batches->empty()) break;
        for (std::size_t i = 0; goes_on && i < batches->size(); ++i) goes_on = take(found, (*batches)[i], ends);
    }
    if (found.kind == Agreement::Kind::agrees && ends.get() != nullptr) found.kind = Agreement::Kind::cut_off;
    if (ends.get() != nullptr) {
        found.shipped_end = ends.last();
    } else if (found.common) {
        found.shipped_end = *found.common;
    }
    return found;
}

}  // namespace burner::audit
