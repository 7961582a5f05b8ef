#include "http/buffer.hpp"

#include <algorithm>
#include <cstring>

namespace burner::http {

namespace {

constexpr std::size_t usual_capacity = 2048;  // a request of a browser with a session token takes about 1,200 bytes

}  // namespace

std::span<char> Buffer::make_room() {
    if (end_ == capacity_) move_to(begin_ > 0 ? capacity_ : std::max(usual_capacity, capacity_ * 2));
    return {bytes_.get() + end_, capacity_ - end_};
}

void Buffer::consume(std::size_t size) {
    begin_ += size;
    if (begin_ == end_) begin_ = end_ = 0;
}

void Buffer::append(std::string_view more) {
    if (capacity_ - end_ < more.size()) move_to(std::max(usual_capacity, data().size() + more.size()));
    std::ranges::copy(more, bytes_.get() + end_);
    end_ += more.size();
}

void Buffer::release() {
    if (capacity_ <= usual_capacity) return;
    bytes_.reset();
    capacity_ = 0;
}

void Buffer::move_to(std::size_t capacity) {
    const auto kept = data();
    if (capacity == capacity_) {
        std::memmove(bytes_.get(), kept.data(), kept.size());
    } else {
        auto bytes = std::make_unique_for_overwrite<char[]>(capacity);
        std::ranges::copy(kept, bytes.get());
        bytes_ = std::move(bytes);
    }
    capacity_ = capacity;
    begin_ = 0;
    end_ = kept.size();
}

}  // namespace burner::http
