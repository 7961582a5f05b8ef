#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

namespace burner::http {

/// The bytes received and not yet used, flat, so that views into them need no copy. Only `make_room`, `append` and
/// `release` move them.
class Buffer {
  public:
    std::string_view data() const { return {bytes_.get() + begin_, end_ - begin_}; }
    bool empty() const { return begin_ == end_; }

    /// Returns the free space behind the data, at least one byte.
    std::span<char> make_room();
    void commit(std::size_t size) { end_ += size; }
    void consume(std::size_t size);
    void append(std::string_view more);

    /// Gives back what an idle connection need not hold. Precondition: `empty()`.
    void release();

  private:
    void move_to(std::size_t capacity);

    std::unique_ptr<char[]> bytes_;
    std::size_t capacity_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace burner::http
