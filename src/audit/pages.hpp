#pragma once

#include <cstddef>
#include <functional>
#include <utility>
#include <vector>

namespace burner::audit {

/// Walks over a list of the database that is read in pages. One thread.
template <class Row>
class Pages {
  public:
    /// Returns the rows behind `last`, as many as a page holds; empty: there are none. A `Row{}` stands before all.
    using Load = std::function<std::vector<Row>(const Row& last)>;

    explicit Pages(Load load) : load_(std::move(load)), page_(load_(Row{})) {}

    /// Returns the row at hand; null behind the last one.
    const Row* get() const { return place_ < page_.size() ? &page_[place_] : nullptr; }
    void advance() {
        if (++place_ < page_.size()) return;
        const Row last = std::move(page_.back());
        page_ = load_(last);
        place_ = 0;
    }

  private:
    const Load load_;
    std::vector<Row> page_;
    std::size_t place_ = 0;
};

}  // namespace burner::audit
