#include "storage/store_thread.hpp"

namespace burner::storage {

base::Task<void> StoreThreads::run(std::function<void()> work) {
    co_await run_on_store(*this, [&work] {
        work();
        return true;
    });
}

}  // namespace burner::storage
