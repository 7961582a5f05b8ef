#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>

namespace burnandclaim {

/// The source of a stream's values; the library implements it.
template <class T>
class StreamSource {
  public:
    StreamSource() = default;
    StreamSource(const StreamSource&) = delete;
    StreamSource& operator=(const StreamSource&) = delete;
    virtual ~StreamSource() = default;

    virtual std::optional<T> next() = 0;
};

/// Values as they arrive, to be read once: `for (const auto& chunk : client.stream_wallet_assets(wallet))`.
/// Connects when the first value is asked for, blocks until the next is there, throws what a call
/// throws. Destroying it (leaving the loop) closes the connection. Belongs to its client's thread and
/// must not outlive the client.
template <class T>
class Stream {
  public:
    class Iterator {
      public:
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using iterator_concept = std::input_iterator_tag;

        explicit Iterator(Stream& stream) : stream_(&stream) {}
        const T& operator*() const { return *stream_->value_; }
        const T* operator->() const { return &*stream_->value_; }
        Iterator& operator++() {
            stream_->value_ = stream_->next();
            return *this;
        }
        void operator++(int) { ++*this; }
        friend bool operator==(const Iterator& iterator, std::default_sentinel_t) { return !iterator.stream_->value_; }

      private:
        Stream* stream_;
    };

    explicit Stream(std::unique_ptr<StreamSource<T>> source) : source_(std::move(source)) {}

    /// Waits for the next value; nullopt at the end, and after a failure.
    std::optional<T> next() { return source_->next(); }
    Iterator begin() {
        value_ = next();
        return Iterator{*this};
    }
    std::default_sentinel_t end() const { return {}; }

  private:
    std::unique_ptr<StreamSource<T>> source_;
    std::optional<T> value_;
};

}  // namespace burnandclaim
